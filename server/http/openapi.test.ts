import { expect, test } from 'vitest';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { routes } from '../../shared/api/routes.ts';
import { openApi } from './openapi.ts';

const all = [...Object.values(routes), ...Object.values(agentRoutes)];
const document = JSON.parse(JSON.stringify(openApi(all, '1.2.3')));

/** Every value under a key of that name, wherever it stands. */
function valuesOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [...(name === key ? [item] : []), ...valuesOf(item, key)]);
}

test('describes every route, by its method, with its parameters', () => {
  for (const route of all) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    const operation = document.paths[path][route.method.toLowerCase()];
    expect(operation).toMatchObject({ operationId: route.id, summary: route.summary });
    const named = [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name);
    const declared = operation.parameters.filter((parameter: { in: string }) => parameter.in === 'path');
    expect(declared.map(({ name }: { name: string }) => name)).toEqual(named);
    for (const parameter of operation.parameters) {
      expect(parameter.schema).toHaveProperty('type');
      if (parameter.in === 'path') expect(parameter.required).toBe(true);
    }
    expect(Object.keys(operation.responses)).toEqual(['200', 'default']);
  }
  const operations = Object.values<object>(document.paths).flatMap((path) => Object.keys(path));
  expect(operations).toHaveLength(all.length);
});

test('refers only to what it defines', () => {
  const references = valuesOf(document, '$ref');
  expect(references.length).toBeGreaterThan(40);
  for (const reference of references) {
    expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
    expect(document.components.schemas).toHaveProperty(String(reference).slice('#/components/schemas/'.length));
  }
  for (const requirement of valuesOf(document.paths, 'security').flat())
    for (const name of Object.keys(requirement ?? {})) expect(document.components.securitySchemes).toHaveProperty(name);
});

test('is OpenAPI 3.1, whose schemas are JSON Schema as it is', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Sluice', version: '1.2.3' } });
  const names = Object.keys(document.components.schemas);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
  for (const named of ['Project', 'Run', 'EditEnvelope', 'ErrorBody', 'sendEditsBody']) expect(names).toContain(named);
  expect(document.components.schemas.sendEditsBody).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['baseRevision', 'clientId', 'edits'],
  });
  expect(valuesOf(document, '$schema')).toEqual([]);
  expect(valuesOf(document, '$defs')).toEqual([]);
});
