import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertsOf, loadAlerts } from './alerts';

const folder = join(__dirname, '../../runbooks');
const files = readdirSync(folder).filter((file) => file !== 'README.md');
const index = readFileSync(join(folder, 'README.md'), 'utf8');
const commands = ['check', 'env', 'flows', 'render', 'secrets', 'test', 'up'];

describe('runbooks', () => {
  it('are all linked from the index, and the index links nothing else', () => {
    const linked = [...index.matchAll(/\]\(([^)#]+\.md)\)/g)].map(([, file]) => file);
    expect([...linked].sort()).toEqual([...files].sort());
  });

  it.each(files)('%s links only runbooks that exist and commands that the platform has', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, target] of text.matchAll(/\]\(([^)#:]+\.md)\)/g)) expect([...files, 'README.md']).toContain(target);
    for (const [, command] of text.matchAll(/\.\/platform ([a-z-]+)/g)) expect(commands).toContain(command);
  });

  const ofAlerts = [
    ...new Set(
      loadAlerts(join(__dirname, '../..'))
        .flatMap(alertsOf)
        .map(({ annotations }) => annotations.runbook),
    ),
  ];
  it.each(ofAlerts)('%s says what an alert means, what it costs, how to look and what to do', (name) => {
    const text = readFileSync(join(folder, `${name}.md`), 'utf8');
    for (const heading of ['Meaning', 'Impact', 'Diagnosis', 'Mitigation']) expect(text).toContain(`\n## ${heading}\n`);
  });

  it('name the alerts that lead to them', () => {
    for (const { alert, annotations } of loadAlerts(join(__dirname, '../..')).flatMap(alertsOf))
      expect(readFileSync(join(folder, `${annotations.runbook}.md`), 'utf8')).toContain(`\`${alert}\``);
  });
});
