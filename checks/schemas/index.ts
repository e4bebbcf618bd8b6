export type { Manifest, SchemaFinding } from './finding';
export { schemaFindings } from './judge';
