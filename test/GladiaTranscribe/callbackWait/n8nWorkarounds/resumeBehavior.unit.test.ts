import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { resumeBehaviorOf } from '../../../../nodes/GladiaTranscribe/callbackWait/n8nWorkarounds/resumeBehavior';

const behaviorWith = (runExecutionData?: object) =>
	resumeBehaviorOf({ runExecutionData } as unknown as IExecuteSingleFunctions);
const parentExecution = { executionId: '1', workflowId: 'parent' };

it.each([
	['a version with signed resume URLs', { resumeToken: 'a' }, true, false],
	['the same, with a parent that waits', { resumeToken: 'a', parentExecution }, true, false],
	['an older version', {}, false, false],
	['the same, with a parent that waits', { parentExecution }, false, true],
	[
		'the same, with a parent that does not wait',
		{ parentExecution: { ...parentExecution, shouldResume: false } },
		false,
		false,
	],
	['a version that shows no data', undefined, false, false],
])('%s', (_, runData, resumesOnce, resumesParentEarly) => {
	expect(behaviorWith(runData)).toEqual({ resumesOnce, resumesParentEarly });
});
