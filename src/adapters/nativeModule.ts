/** What is said where a module of native code does not load: it was made for another platform, or is not there. */
import { Failure } from '../core/failure.ts';

export function nativeModuleFailure(name: string, cause: unknown): Failure {
  const [why] = String(cause instanceof Error ? cause.message : cause).split('\n');
  return new Failure('moduleUnavailable', `${name} does not load: ${why}.`, 'Install Lodestone again, for this platform.', cause, name);
}
