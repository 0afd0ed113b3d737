const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/scripts/jest-transform.js' },
}
const slow = ['/test/control-plane/', '/test/conformance/', '/test/e2e/']

/** unit: pure and quick, part of `npm run check`. The rest needs the bundle, Go or a control plane. */
export default {
  reporters: ['default', '<rootDir>/test/control-plane/jest/reporter.ts'],
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: slow },
    {
      ...common,
      displayName: 'whole',
      testMatch: slow.map((dir) => `<rootDir>${dir}**/*.test.ts`),
      globalSetup: '<rootDir>/test/control-plane/jest/setup.ts',
      globalTeardown: '<rootDir>/test/control-plane/jest/teardown.ts',
    },
  ],
}
