import type { Any } from '../../testing/sample';
import { alertmanagerConfig } from './alertmanager-config';

const email = { to: 'ops@example.org', from: 'alerts@example.org', smarthost: 'smtp.example.org:587' };
const configOf = (slack: boolean, deadMansSwitch: boolean): Any =>
  alertmanagerConfig({ email, deadMansSwitch, ...(slack ? { slackChannel: '#alerts' } : {}) });

const receiver = (config: Any, name: string): Any => config.receivers.find((entry: Any) => entry.name === name);
/** Name of the receiver that an alert ends at, by the first route whose matchers name its value. */
const routed = (config: Any, value: string): string =>
  config.route.routes.find((route: Any) => route.matchers.some((matcher: string) => matcher.includes(value)))?.receiver ??
  config.route.receiver;
const kinds = (config: Any, name: string): string[] =>
  Object.keys(receiver(config, name))
    .filter((key) => key !== 'name')
    .sort();

const cases = [
  ['Slack and dead man’s switch', true, true],
  ['Slack alone', true, false],
  ['dead man’s switch alone', false, true],
  ['mail alone', false, false],
] as const;

describe.each(cases)('alertmanagerConfig with %s', (_, slack, deadMansSwitch) => {
  const config = configOf(slack, deadMansSwitch);

  it('sends critical alerts by mail, and to Slack where there is one', () => {
    expect(routed(config, '"critical"')).toBe('critical');
    expect(kinds(config, 'critical')).toEqual(slack ? ['email_configs', 'slack_configs'] : ['email_configs']);
  });

  it('sends warnings to one place', () => {
    expect(routed(config, '"warning"')).toBe('warning');
    expect(kinds(config, 'warning')).toEqual(slack ? ['slack_configs'] : ['email_configs']);
  });

  it('sends the Watchdog out every minute, or nowhere', () => {
    expect(routed(config, 'Watchdog')).toBe(deadMansSwitch ? 'dead-mans-switch' : 'nobody');
    const [first] = config.route.routes;
    expect([first.group_interval, first.repeat_interval]).toEqual(deadMansSwitch ? ['1m', '50s'] : [undefined, undefined]);
    expect(receiver(config, 'dead-mans-switch') !== undefined).toBe(deadMansSwitch);
  });

  it('names a receiver for every route and no other', () => {
    const used = [config.route.receiver, ...config.route.routes.map((route: Any) => route.receiver)];
    expect([...new Set(used)].sort()).toEqual(config.receivers.map(({ name }: Any) => name).sort());
  });

  it('holds no secret: each stands in a file of the mounted Secret', () => {
    const text = JSON.stringify(config);
    expect(text).not.toMatch(/"(api_url|url|smtp_auth_password|auth_password|slack_api_url)":/);
    const files = [...text.matchAll(/"(?:[a-z_]+_file)":"([^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBe(1 + (slack ? 2 : 0) + (deadMansSwitch ? 1 : 0));
    for (const file of files) expect(file).toMatch(/^\/etc\/alertmanager\/secrets\/alertmanager-secrets\/[a-z-]+$/);
  });
});

describe('alertmanagerConfig', () => {
  it('groups by alert and namespace', () => expect(configOf(true, true).route.group_by).toEqual(['alertname', 'namespace']));

  it('lets the graver alert of a name silence the lesser one', () => {
    expect(configOf(true, true).inhibit_rules[0]).toEqual({
      source_matchers: ['severity = "critical"'],
      target_matchers: ['severity =~ "warning|info"'],
      equal: ['namespace', 'alertname'],
    });
  });
});
