import type { WorkloadModel } from '../inventory/workload-model';
import { type ImagesSpec, images } from './images/model';
import { type MysqlSpec, mysql } from './mysql/model';
import { type ServiceSpec, service } from './service/model';
import { type XwikiSpec, xwiki } from './xwiki/model';

/** Every workload kind and its specification; a new kind is one folder, one line here and one in `constructs.ts`. */
export interface Specs {
  readonly mysql: MysqlSpec;
  readonly xwiki: XwikiSpec;
  readonly images: ImagesSpec;
  readonly service: ServiceSpec;
}
export type WorkloadKind = keyof Specs;

export const models = { mysql, xwiki, images, service } satisfies { readonly [K in WorkloadKind]: WorkloadModel<Specs[K]> };

export const workloadKinds = Object.keys(models).sort() as WorkloadKind[];
