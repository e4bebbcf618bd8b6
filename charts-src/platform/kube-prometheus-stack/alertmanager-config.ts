import type { ClusterSpec } from '../../inventory/schema/cluster';
import type { Values } from '../component';
import { alertmanagerSecrets } from '../secrets';

type Alerting = ClusterSpec['alerting'];

/** Where the operator mounts the Secret; the configuration names files, so that no secret stands in the chart's values. */
const secretFile = (key: string): string => `/etc/alertmanager/secrets/${alertmanagerSecrets.name}/${key}`;

const title = '{{ .Status | toUpper }} {{ .CommonLabels.severity }}: {{ .GroupLabels.alertname }} {{ .GroupLabels.namespace }}';
const text = '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n\n{{ end }}';

/**
 * Alertmanager's configuration. Critical alerts go to mail and Slack, warnings to Slack (to mail without it), the always-firing
 * Watchdog to a service outside, which calls when it falls silent.
 */
export function alertmanagerConfig(alerting: Alerting): Values {
  const { slackChannel, email, deadMansSwitch } = alerting;
  const slack = slackChannel === undefined ? [] : [slackReceiver(slackChannel)];
  const mail = [{ to: email.to, send_resolved: true, headers: { Subject: title } }];
  return {
    global: {
      resolve_timeout: '5m',
      smtp_from: email.from,
      smtp_smarthost: email.smarthost,
      // Alertmanager reads a password from a file, but no user name; mail services take the sender's address.
      smtp_auth_username: email.from,
      smtp_auth_password_file: secretFile(alertmanagerSecrets.smtpPassword),
      smtp_require_tls: true,
    },
    route: {
      receiver: 'warning',
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        deadMansSwitch ? watchdogRoute : { receiver: 'nobody', matchers: ['alertname = "Watchdog"'] },
        { receiver: 'nobody', matchers: ['severity =~ "info|none"'] },
        { receiver: 'critical', matchers: ['severity = "critical"'], repeat_interval: '4h' },
      ],
    },
    inhibit_rules: inhibitRules,
    receivers: [
      { name: 'critical', email_configs: mail, ...(slack.length > 0 ? { slack_configs: slack } : {}) },
      slack.length > 0 ? { name: 'warning', slack_configs: slack } : { name: 'warning', email_configs: mail },
      { name: 'nobody' },
      ...(deadMansSwitch
        ? [
            {
              name: 'dead-mans-switch',
              webhook_configs: [{ url_file: secretFile(alertmanagerSecrets.deadMansSwitch), send_resolved: false, max_alerts: 1 }],
            },
          ]
        : []),
    ],
  };
}

const slackReceiver = (channel: string): Values => ({
  channel,
  api_url_file: secretFile(alertmanagerSecrets.slack),
  send_resolved: true,
  title,
  text,
});

/**
 * A sign of life a minute: the service outside may call after a few that are missing. The repeat is the shorter interval, since one
 * of the same length would always be some milliseconds short when the group is looked at.
 */
const watchdogRoute: Values = {
  receiver: 'dead-mans-switch',
  matchers: ['alertname = "Watchdog"'],
  group_wait: '0s',
  group_interval: '1m',
  repeat_interval: '50s',
};

/** The graver of two alerts of one name in one namespace is enough; `info` alerts only explain others. */
const inhibitRules: readonly Values[] = [
  { source_matchers: ['severity = "critical"'], target_matchers: ['severity =~ "warning|info"'], equal: ['namespace', 'alertname'] },
  { source_matchers: ['severity = "warning"'], target_matchers: ['severity = "info"'], equal: ['namespace', 'alertname'] },
  { source_matchers: ['alertname = "InfoInhibitor"'], target_matchers: ['severity = "info"'], equal: ['namespace'] },
];
