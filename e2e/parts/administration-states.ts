import { expect } from '@playwright/test';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { routes } from '../../shared/api/routes.ts';
import { call, makePlace } from '../../testing/agents/admin-client.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

type Tab = 'Agents' | 'Environments' | 'Connectors' | 'Limits' | 'Access' | 'Audit log';

async function open({ page, product }: World, tab: Tab): Promise<void> {
  await page.goto(new URL('/administration', product.url).href);
  await page.getByRole('tab', { name: tab }).click();
}

/** The pages of those who look after the installation. */
export const ADMINISTRATION_STATES: readonly State[] = [
  {
    name: 'the agents of the installation',
    reach: async (world) => {
      await open(world, 'Agents');
      await expect(world.page.getByRole('table', { name: 'Agents of Cloud agents' })).toBeVisible();
    },
  },
  {
    name: 'an agent being added',
    reach: async (world) => {
      const { page } = world;
      await open(world, 'Agents');
      await page.getByRole('button', { name: 'Add agent' }).first().click();
      await page.getByRole('textbox', { name: 'Agent name' }).fill('plc-gateway');
      await page.getByRole('button', { name: 'Show command' }).click();
      await expect(page.getByRole('dialog', { name: 'Start plc-gateway' })).toBeVisible();
    },
  },
  {
    name: 'the proxy settings of an agent, with what is wrong',
    reach: async (world) => {
      const { page, product } = world;
      const { agentGroupId } = await makePlace(product.url, `Proxied ${Date.now()}`);
      const name = `proxied-${Date.now()}`;
      const { token } = await call(product.url, routes.addAgent, { params: { agentGroupId }, body: { name } });
      await call(product.url, agentRoutes.register, { body: { token, hostname: 'plant' } });
      await open(world, 'Agents');
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Proxy settings…' }).click();
      const dialog = page.getByRole('dialog', { name: `Proxy settings of ${name}` });
      await dialog.getByRole('textbox', { name: 'Host' }).fill('http://proxy.example.com');
      await dialog.getByRole('textbox', { name: 'No proxy for' }).fill('10.0.0.0/40');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog.getByText(/is none of/)).toBeVisible();
    },
  },
  {
    name: 'the environments, one being made',
    reach: async (world) => {
      await open(world, 'Environments');
      await world.page.getByRole('button', { name: 'New environment' }).click();
      await expect(world.page.getByRole('dialog', { name: 'New environment' })).toBeVisible();
    },
  },
  {
    name: 'the registry of connectors, and the policy',
    reach: async (world) => {
      await open(world, 'Connectors');
      await expect(world.page.getByRole('table', { name: 'Versions of Amazon S3' })).toBeVisible();
      await expect(world.page.getByRole('checkbox', { name: 'Disable Auto Connector Update' })).toBeVisible();
    },
  },
  {
    name: 'how a connector is published',
    reach: async (world) => {
      await open(world, 'Connectors');
      await world.page.getByRole('button', { name: 'Publish a connector' }).click();
      await expect(world.page.getByRole('dialog', { name: 'Publish a connector' })).toBeVisible();
    },
  },
  {
    name: 'the limits, one of them wrong',
    reach: async (world) => {
      await open(world, 'Limits');
      await world.page.getByRole('spinbutton', { name: 'Logs, in days' }).fill('0');
      await expect(world.page.getByText('Enter a whole number from 1 to 3,650.')).toBeVisible();
    },
  },
  // What is there once there are people is looked at in access.spec.ts, on an installation of its own.
  {
    name: 'the first person, with what is wrong',
    reach: async (world) => {
      await open(world, 'Access');
      await world.page.getByRole('button', { name: 'Add person and sign in' }).click();
      await expect(world.page.getByText('Enter a name.')).toBeVisible();
    },
  },
  {
    name: 'the audit log',
    reach: async (world) => {
      await world.client.connect('Audited', world.storage);
      await open(world, 'Audit log');
      await expect(world.page.getByRole('table', { name: 'Audit log' })).toBeVisible();
    },
  },
  {
    name: 'the audit log, nothing found between two days',
    reach: async (world) => {
      await open(world, 'Audit log');
      await world.page.getByLabel('Search the audit log').fill('qqqq');
      await expect(world.page.getByText('Nothing is found by these filters')).toBeVisible();
      await world.page.getByRole('combobox', { name: 'Time' }).click();
      await world.page.getByRole('option', { name: 'Between two days…' }).click();
      await expect(world.page.getByLabel('From')).toBeVisible();
    },
  },
];
