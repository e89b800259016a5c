import { randomBytes } from 'node:crypto';
import type { N8nProcess } from '../../demo/n8nProcess';
import { freePorts } from '../../demo/n8nProcess';
import type { N8nRest } from '../../demo/n8nRest';
import type { Service } from './debianServices';
import { startPostgres, startRedis } from './debianServices';
import { setUpOwner, startOwnN8n } from './n8nHost';

/** n8n in queue mode: one main process, two for webhooks, two workers. */
export interface QueueHost {
	rest: N8nRest;
	main: N8nProcess;
	/** The one whose address the others know. */
	webhook: N8nProcess;
	otherWebhook: N8nProcess;
	workers: N8nProcess[];
	stop(): Promise<void>;
}

export async function startQueueHost(): Promise<QueueHost> {
	const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
	const [webhookPort = 0] = await freePorts(1);
	const env = queueSettings(redis, postgres, webhookPort);
	// First alone, because it makes the tables.
	const main = await startOwnN8n({ env });
	const [webhook, otherWebhook, ...workers] = await Promise.all([
		startOwnN8n({ env, command: 'webhook', port: webhookPort }),
		startOwnN8n({ env, command: 'webhook' }),
		startOwnN8n({ env, command: 'worker' }),
		startOwnN8n({ env, command: 'worker' }),
	]);
	return {
		rest: await setUpOwner(main),
		main,
		webhook,
		otherWebhook,
		workers,
		async stop() {
			await Promise.all(
				[...workers, webhook, otherWebhook, main].map(async (n8n) => await n8n.stop()),
			);
			await Promise.all([redis.stop(), postgres.stop()]);
		},
	};
}

function queueSettings(redis: Service, postgres: Service, webhookPort: number) {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_DATABASE: 'postgres',
		// With n8n's 2, callbacks that all come at once wait for each other until they time out.
		DB_POSTGRESDB_POOL_SIZE: '10',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
	};
}
