import { expect, test } from 'vitest';
import { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { exportFile } from './export-file.ts';

const project = sampleProject(2);

test('the file holds the design, which can be read back, and nothing that stands for a secret', () => {
  const { text } = exportFile(project);
  const file: unknown = JSON.parse(text);
  expect(file).toMatchObject({ format: 'sluice-project', version: 1 });
  const read = Project.parse((file as { project: unknown }).project);
  expect(read.operations).toEqual(project.operations);
  expect(read.activities).toEqual(project.activities);
  expect(read.connections.con_finance?.settings).toEqual({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', region: 'us-east-1' });
  expect(text).not.toContain('sec_finance');
});

test('nothing that stands for the password of an e-mail is in the file', () => {
  const email = { id: 'eml_1', name: 'Report', settings: { host: 'smtp.example', password: { secret: 'sec_mail' } } };
  const { text } = exportFile({ ...project, emails: { [email.id]: email } });
  expect(text).toContain('smtp.example');
  expect(text).not.toContain('sec_mail');
});

test('the same design makes the same file, and the name suits every file system', () => {
  expect(exportFile(project)).toEqual(exportFile(structuredClone(project)));
  expect(exportFile({ ...project, name: 'Sample: invoices' }).name).toBe('Sample- invoices.sluice.json');
  expect(exportFile({ ...project, name: 'Ünïted 2' }).name).toBe('Ünïted 2.sluice.json');
  expect(exportFile({ ...project, name: '***' }).name).toBe('project.sluice.json');
});
