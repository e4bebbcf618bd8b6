import type { Dashboard, Panel, Unit } from './builder';

const volumes = '{pvc_namespace=~"$environment", volume=~"$volume"}';
const nodes = '{node=~"$node"}';
const claim = '{{pvc_namespace}}/{{pvc}}';

/** One value a volume, whichever manager reports it. */
const byVolume = (metric: string): string => `max by (pvc_namespace, pvc, volume) (${metric}${volumes})`;

const inState = (metric: string, state: string): string =>
  `sum(max by (volume) (${metric}{pvc_namespace=~"$environment", volume=~"$volume", state="${state}"}))`;

const readAndWrite = (title: string, metric: string, unit: Unit): Panel => ({
  title,
  kind: 'timeseries',
  unit,
  width: 8,
  queries: ['read', 'write'].map((direction) => ({
    expr: byVolume(`longhorn_volume_${direction}_${metric}`),
    legend: `${claim} ${direction}`,
  })),
});

const stateCounts = (title: string, metric: string, states: readonly string[]): Panel => ({
  title,
  kind: 'timeseries',
  unit: 'short',
  queries: states.map((state) => ({ expr: inState(metric, state), legend: state })),
});

const ofNode = (part: string, whole: string): string => `max by (node) (${part}${nodes} / ${whole}${nodes})`;

export const longhorn: Dashboard = {
  uid: 'longhorn',
  title: 'Longhorn',
  tags: ['platform', 'storage'],
  variables: [
    { name: 'environment', title: 'Environment', metric: 'longhorn_volume_capacity_bytes', label: 'pvc_namespace' },
    { name: 'volume', title: 'Volume', metric: 'longhorn_volume_capacity_bytes', label: 'volume' },
    { name: 'node', title: 'Node', metric: 'longhorn_node_storage_capacity_bytes', label: 'node' },
  ],
  rows: [
    {
      title: 'Now',
      panels: [
        {
          title: 'Volumes',
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [{ expr: `count(${byVolume('longhorn_volume_capacity_bytes')})`, legend: 'volumes' }],
        },
        {
          title: 'Degraded',
          kind: 'stat',
          unit: 'short',
          width: 6,
          thresholds: { warning: 1, critical: 5 },
          queries: [{ expr: inState('longhorn_volume_robustness', 'degraded'), legend: 'degraded' }],
        },
        {
          title: 'Faulted',
          kind: 'stat',
          unit: 'short',
          width: 6,
          thresholds: { warning: 1, critical: 1 },
          queries: [{ expr: inState('longhorn_volume_robustness', 'faulted'), legend: 'faulted' }],
        },
        {
          title: 'Storage used',
          kind: 'stat',
          unit: 'percentunit',
          width: 6,
          thresholds: { warning: 0.75, critical: 0.9 },
          queries: [{ expr: ofNode('longhorn_node_storage_usage_bytes', 'longhorn_node_storage_capacity_bytes'), legend: '{{node}}' }],
        },
      ],
    },
    {
      title: 'Volumes',
      panels: [
        {
          title: 'Capacity and actual size',
          description: 'The actual size includes snapshots, so that it can exceed the capacity.',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            { expr: byVolume('longhorn_volume_actual_size_bytes'), legend: `${claim} actual` },
            { expr: byVolume('longhorn_volume_capacity_bytes'), legend: `${claim} capacity` },
          ],
        },
        {
          title: 'Claims: space used',
          kind: 'bargauge',
          unit: 'percentunit',
          max: 1,
          thresholds: { warning: 0.8, critical: 0.95 },
          queries: [
            {
              expr: 'sort_desc(namespace_persistentvolumeclaim:kubelet_volume_stats_used:ratio{namespace=~"$environment"})',
              legend: '{{namespace}}/{{persistentvolumeclaim}}',
            },
          ],
        },
        stateCounts('Robustness', 'longhorn_volume_robustness', ['healthy', 'degraded', 'faulted', 'unknown']),
        stateCounts('State', 'longhorn_volume_state', ['attached', 'detached', 'attaching', 'detaching', 'creating', 'deleting']),
        {
          title: 'Claims: space left',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            {
              expr: 'namespace_persistentvolumeclaim:kubelet_volume_stats_available_bytes:min{namespace=~"$environment"}',
              legend: '{{namespace}}/{{persistentvolumeclaim}}',
            },
          ],
        },
        {
          title: 'Read-only file systems',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: byVolume('longhorn_volume_file_system_read_only'), legend: claim }],
        },
      ],
    },
    {
      title: 'Input and output',
      panels: [
        readAndWrite('Throughput', 'throughput', 'Bps'),
        readAndWrite('Operations', 'iops', 'iops'),
        readAndWrite('Latency', 'latency', 'ns'),
      ],
    },
    {
      title: 'Nodes and disks',
      panels: [
        {
          title: 'Storage of nodes',
          kind: 'timeseries',
          unit: 'bytes',
          queries: ['capacity', 'usage', 'scheduled', 'reservation'].map((part) => ({
            expr: `max by (node) (longhorn_node_storage_${part}_bytes${nodes})`,
            legend: `{{node}} ${part}`,
          })),
        },
        {
          title: 'Over-provisioning',
          description: 'Space promised to volumes against what the node can give them.',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expr: `max by (node) (longhorn_node_storage_scheduled_bytes${nodes} / (longhorn_node_storage_capacity_bytes${nodes} - longhorn_node_storage_reservation_bytes${nodes}))`,
              legend: '{{node}}',
            },
          ],
        },
        {
          title: 'Disks: space used',
          kind: 'bargauge',
          unit: 'percentunit',
          max: 1,
          thresholds: { warning: 0.75, critical: 0.9 },
          queries: [
            {
              expr: `max by (node, disk) (longhorn_disk_usage_bytes${nodes} / longhorn_disk_capacity_bytes${nodes})`,
              legend: '{{node}} {{disk}}',
            },
          ],
        },
        {
          title: 'Disks: conditions',
          description: '1 is true; a disk that is not schedulable takes no new replica.',
          kind: 'state-timeline',
          unit: 'short',
          queries: [
            {
              expr: 'min by (node, disk, condition) (longhorn_disk_status{node=~"$node", condition=~"ready|schedulable"})',
              legend: '{{node}} {{disk}} {{condition}}',
            },
          ],
        },
      ],
    },
  ],
};
