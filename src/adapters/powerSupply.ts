/** Does this machine run on its battery? Known on Linux, from what the kernel says of power supplies. */
import fs from 'node:fs';
import path from 'node:path';

const kernelFolder = '/sys/class/power_supply';

/** Null where it can't be known: on other systems, and where the kernel says nothing. A machine without a battery runs on mains. */
export function onBattery(folder: string = kernelFolder): boolean | null {
  let supplies: readonly string[];
  try {
    supplies = fs.readdirSync(folder);
  } catch {
    return null; // no such folder, or none that may be read: not known
  }
  const property = (supply: string, name: string): string => {
    try {
      return fs.readFileSync(path.join(folder, supply, name), 'utf8').trim();
    } catch {
      return ''; // a property that this kind of supply does not have
    }
  };
  // Batteries of mice and headsets have the scope "Device".
  const own = supplies.filter((supply) => property(supply, 'scope') !== 'Device');
  const batteries = own.filter((supply) => property(supply, 'type') === 'Battery');
  if (own.some((supply) => !batteries.includes(supply) && property(supply, 'online') === '1')) return false;
  return batteries.some((supply) => property(supply, 'status') === 'Discharging');
}
