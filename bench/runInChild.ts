import { fork } from 'node:child_process';
import { join } from 'node:path';
import { onProcessEnd } from '../demo/cleanUp';

/** What can be run in a child: the files of `tasks/`, each with a function `run`. */
interface Tasks {
	download: typeof import('./tasks/download');
	liveDelay: typeof import('./tasks/liveDelay');
	liveFiles: typeof import('./tasks/liveFiles');
	liveStream: typeof import('./tasks/liveStream');
	makeFile: typeof import('./tasks/makeFile');
	shape: typeof import('./tasks/shape');
	shapeLong: typeof import('./tasks/shapeLong');
	startJob: typeof import('./tasks/startJob');
	startMany: typeof import('./tasks/startMany');
	transcribeMany: typeof import('./tasks/transcribeMany');
	upload: typeof import('./tasks/upload');
}
type Input<Task extends keyof Tasks> = Parameters<Tasks[Task]['run']>[0];
type Result<Task extends keyof Tasks> = Awaited<ReturnType<Tasks[Task]['run']>>;

export interface Runtime {
	/** Path of the binary. */
	node?: string;
	flags?: string[];
}

export interface Order {
	task: string;
	input: unknown;
}
export type Answer = { result: unknown } | { failure: string };

/**
 * Runs a task in a process of its own, so that its memory is not mixed with that of anything else.
 *
 * @param runtime which Node runs it, and with which flags; this one unless given
 * @throws Error with the child's stack when the task fails, or the child ends before it is done
 */
export async function runInChild<Task extends keyof Tasks>(
	task: Task,
	input: Input<Task>,
	{ node = process.execPath, flags = [] }: Runtime = {},
): Promise<Result<Task>> {
	const child = fork(join(__dirname, 'child.ts'), {
		execPath: node,
		execArgv: ['--import', 'tsx', '--expose-gc', ...flags],
		env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
	});
	const forget = onProcessEnd(() => void child.kill());
	try {
		const answer = await new Promise<Answer>((resolve, reject) => {
			child.once('message', (message) => resolve(message as Answer));
			child.once('error', reject);
			child.once('exit', (code, signal) =>
				reject(new Error(`The task '${task}' ended with ${signal ?? `status ${code}`}`)),
			);
			child.send({ task, input } satisfies Order);
		});
		if ('failure' in answer) throw new Error(`The task '${task}' failed: ${answer.failure}`);
		return answer.result as Result<Task>;
	} finally {
		forget();
	}
}
