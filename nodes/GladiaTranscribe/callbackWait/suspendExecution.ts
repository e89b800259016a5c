import { randomUUID } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { pause } from '../../shared/async/cancellation';
import type { NodeRun } from '../operations/nodeRun';
import { resumesElsewhere } from './n8nWorkarounds/otherProcesses';
import { resumeBehaviorOf } from './n8nWorkarounds/resumeBehavior';
import { callWhenStored } from './n8nWorkarounds/selfCall';
import { suspendInSteps } from './n8nWorkarounds/suspendInSteps';
import { resumeItem } from './suspendedItem';
import type { SettledItem, SuspensionRequest } from './suspension';
import { stepEnd, Suspension } from './suspension';

const suspensions = new WeakMap<NodeRun, Suspension>();

/** The suspension that the items of a node run decide on together. */
export function suspensionOf(run: NodeRun): Suspension {
	const suspension = suspensions.get(run) ?? new Suspension(run.itemCount);
	suspensions.set(run, suspension);
	return suspension;
}

/** Records how far an item has come; the last one suspends the execution if any item asks for it. */
export async function settleItem(
	context: IExecuteSingleFunctions,
	run: NodeRun,
	item: SettledItem,
): Promise<void> {
	const suspension = suspensionOf(run);
	const request = suspension.settle(context.getItemIndex(), item, {
		continueOnFail: context.continueOnFail(),
		node: context.getNode(),
	});
	if (request !== undefined) await suspendExecution(context, suspension, request);
}

async function suspendExecution(
	context: IExecuteSingleFunctions,
	suspension: Suspension,
	request: SuspensionRequest,
): Promise<void> {
	const timeToSettle = resumesElsewhere.timeToSettle(context.getExecutionId());
	if (timeToSettle > 0) await pause(context, timeToSettle);
	const { step, deadline, url } = request;
	const stepEnds = stepEnd(request, resumeBehaviorOf(context), Date.now());
	const state = { id: randomUUID(), step, stepEnds, deadline };
	suspension.suspendItems(state);
	await suspendInSteps(context, state, (item) => resumeItem(item, 'timer'));
	callWhenStored(context, url, state.id);
}
