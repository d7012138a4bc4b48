import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environment as workerEnvironment } from '../activities/config.ts';
import { environment as apiEnvironment } from '../api/config.ts';
import { environment as setupEnvironment } from '../api/setup.ts';
import { everyEngine } from '../tools/provision/temporal-server-config.ts';
import { searchAttributes } from '../workflows/contracts/names.ts';

const root = path.resolve(import.meta.dirname, '..');
const text = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
type Service = { environment?: Record<string, string>; command?: string[]; ports?: string[]; image?: string };
const { services, configs } = parse(text, { merge: true }) as { services: Record<string, Service>; configs: Record<string, { content: string }> };
const documented = readFileSync(path.join(root, 'docs/interface.md'), 'utf8');

const parts = { api: apiEnvironment, worker: workerEnvironment, migrate: setupEnvironment };

describe('docker-compose.yml', () => {
  it.each(Object.entries(parts))('gives %s only variables that its code reads', (name, environment) => {
    const known = Object.keys(environment.shape);
    expect(Object.keys(services[name]?.environment ?? {}).filter((key) => !known.includes(key))).toEqual([]);
  });

  it.each(Object.entries(parts))('leaves out nothing that %s cannot do without', (name, environment) => {
    const missing = environment.safeParse({}).error?.issues.map((issue) => String(issue.path[0])) ?? [];
    expect(missing.filter((key) => !(key in (services[name]?.environment ?? {})))).toEqual([]);
  });

  it.each(Object.entries(parts))('starts a file of ours as %s', (name) => {
    const file = services[name]?.command?.at(-1) ?? '';
    expect(() => readFileSync(path.join(root, file))).not.toThrow();
  });

  it('gives the engine the settings that every engine gets', () => {
    const given = parse(configs['temporal-dynamic']?.content ?? '') as Record<string, { value: unknown }[]>;
    expect(given).toEqual(Object.fromEntries(Object.entries(everyEngine).map(([name, value]) => [name, [{ value }]])));
  });

  it('copies every folder that the processes import', () => {
    const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8');
    for (const folder of ['domain', 'plans', 'codec', 'workflows', 'activities', 'db', 'api', 'portal']) {
      expect(dockerfile).toContain(`/mua/${folder} ./${folder}`);
    }
  });

  it('registers the search attributes that workflows use', () => {
    for (const [name, type] of Object.entries(searchAttributes)) expect(text).toContain(`${name}=${type}`);
  });

  it('keeps the engine and its UI from the outside', () => {
    expect(services['temporal']?.ports).toBeUndefined();
    expect(services['temporal-ui']?.ports).toBeUndefined();
  });
});

describe('docs/interface.md', () => {
  it.each(Object.entries(parts))('lists every variable of %s', (_, environment) => {
    expect(Object.keys(environment.shape).filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
  });
});
