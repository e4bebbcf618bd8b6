import { checked } from '../../charts-src/testing/sample';
import { type Tool, tools } from '../../tools/catalogue';
import { pinnedVersion } from '../../tools/find';

const root = process.cwd();
const catalogue = checked().catalogue.tools;

describe('tools', () => {
  it.each(Object.values<Tool>(tools).map((tool) => [tool.name, tool] as const))(
    '%s is built in the version that versions.yaml names',
    (_, tool) => {
      const { module, folder } = tool;
      expect([catalogue[folder]?.module, catalogue[folder]?.current]).toEqual([module, pinnedVersion(root, tool)]);
    },
  );
});
