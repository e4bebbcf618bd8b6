import type { Workload } from '../inventory/model';
import type { Construct, WorkloadContext } from './context';
import { imagesConstruct } from './images/index';
import type { Specs, WorkloadKind } from './models';
import { mysqlConstruct } from './mysql/index';
import { serviceConstruct } from './service/index';
import { xwikiConstruct } from './xwiki/index';

const constructs = {
  mysql: mysqlConstruct,
  xwiki: xwikiConstruct,
  images: imagesConstruct,
  service: serviceConstruct,
} satisfies { readonly [K in WorkloadKind]: Construct<Specs[K]> };

/** Adds the objects of a workload by its kind. */
export function addWorkload(context: WorkloadContext, workload: Workload): void {
  const construct = constructs[workload.kind] as unknown as Construct<Specs[WorkloadKind]>;
  construct(context, workload.name, workload.spec);
}
