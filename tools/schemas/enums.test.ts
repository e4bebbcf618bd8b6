import { enumsOf } from './enums';

const go = `
		"k8s.io/api/core/v1.Port":  schema_k8sio_api_core_v1_Port(ref),
		"k8s.io/api/core/v1.Claim": schema_k8sio_api_core_v1_Claim(ref),
}
func schema_k8sio_api_core_v1_Port(ref common.ReferenceCallback) common.OpenAPIDefinition {
					"name": {
						SchemaProps: spec.SchemaProps{
						},
					},
					"protocol": {
						SchemaProps: spec.SchemaProps{
							Enum:        []interface{}{"TCP", "UDP"},
						},
					},
func schema_k8sio_api_core_v1_Claim(ref common.ReferenceCallback) common.OpenAPIDefinition {
					"accessModes": {
						SchemaProps: spec.SchemaProps{
							Items: &spec.SchemaOrArray{
								Schema: &spec.Schema{
									SchemaProps: spec.SchemaProps{
										Enum:    []interface{}{"ReadOnlyMany"},
`;

describe('enumsOf', () => {
  it('finds the values of a field and of the items of a list', () => {
    expect([...enumsOf(go)]).toEqual([
      ['io.k8s.api.core.v1.Port.protocol', ['TCP', 'UDP']],
      ['io.k8s.api.core.v1.Claim.accessModes', ['ReadOnlyMany']],
    ]);
  });
});
