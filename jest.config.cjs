/** Unit tests stand beside the code; tests/ holds those that need a program, each tier a project of its own. */
const shared = {
  transform: { '\\.(ts|js|mjs)$': '<rootDir>/tests/jest/esbuild-transform.cjs' },
  // Packages that ship ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(age-encryption|sops-age|@noble|@scure|commander)/)'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk8s.out/'],
};

/** @param {string} displayName @param {string[]} folders */
const project = (displayName, ...folders) => ({ ...shared, displayName, roots: folders.map((folder) => `<rootDir>/${folder}`) });

module.exports = {
  projects: [
    project('unit', 'bench', 'charts-src', 'checks', 'cli', 'tests/repository', 'tools'),
    project('policies', 'tests/policies'),
    project('rules', 'tests/rules'),
    project('commands', 'tests/commands'),
    project('tree', 'tests/tree'),
    project('cluster', 'tests/cluster'),
  ],
};
