/** What is asked while speed is measured? Questions and names of many lengths; that they are answered well is bench/quality's matter. */
export const questions: readonly string[] = [
  'where is a retry delayed', 'parse yaml config', 'http handler middleware', 'authentication token validation', 'mark phase',
  'pod scheduling affinity', 'database migration', 'ParseQuery', 'template rendering context', 'list files in a directory',
  'how are plugins loaded', 'newClient', 'checksum of a downloaded provider', 'where is the lock on the state released',
  'garbage collection of unused images', 'format an error for the user', 'resource_quota', 'deep copy of a struct', 'csrf', 'rate limiter',
];
