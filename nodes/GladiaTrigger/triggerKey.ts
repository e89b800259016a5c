import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** The test in the editor shares nothing with the active workflow. */
export type TriggerMode = 'production' | 'test';

/** Whether the call came to the test URL. */
export const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

/**
 * Identifies a trigger. No part of the key comes from the caller, who can spell the same address in
 * many ways.
 */
export const triggerKey = (context: IWebhookFunctions): string =>
	keyInMode(context, isTest(context) ? 'test' : 'production');

/** The same where n8n does not say which of the two URLs is meant. */
export const keyInMode = (context: IWebhookFunctions | IHookFunctions, mode: TriggerMode): string =>
	JSON.stringify([context.getWorkflow().id, context.getNode().id, mode]);
