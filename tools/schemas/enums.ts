/**
 * The values that Kubernetes' generated Go lists for a field, keyed `<OpenAPI definition>.<field>`. The published
 * OpenAPI leaves them out, the API server refuses any other value. Lists of values are keyed as their field.
 */
export function enumsOf(go: string): ReadonlyMap<string, readonly string[]> {
  const definitions = new Map(
    [...go.matchAll(/^\t\t"([^"]+)": +(schema_\w+)\(ref\),$/gm)].map(([, type = '', name = '']) => [name, openApiName(type)]),
  );
  const out = new Map<string, readonly string[]>();
  let definition: string | undefined;
  let field: string | undefined;
  for (const line of go.split('\n')) {
    const opened = /^func (schema_\w+)\(/.exec(line);
    if (opened) {
      definition = definitions.get(opened[1] ?? '');
      field = undefined;
    }
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values !== undefined && definition !== undefined && field !== undefined)
      out.set(`${definition}.${field}`, JSON.parse(`[${values}]`) as string[]);
  }
  return out;
}

/** `k8s.io/api/core/v1.Pod` → `io.k8s.api.core.v1.Pod`. */
function openApiName(goType: string): string {
  const [domain = '', ...path] = goType.split('/');
  return [...domain.split('.').reverse(), ...path].join('.');
}
