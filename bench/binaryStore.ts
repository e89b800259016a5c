import 'reflect-metadata';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';

/** Whose the files are: the execution that `runNode` pretends to be. */
export const location = {
	type: 'execution',
	workflowId: 'workflow',
	executionId: 'execution',
} as const;

/** Has n8n keep its files in a folder, so that several processes can share them. */
export async function openBinaryStore(folder: string): Promise<BinaryDataService> {
	const config = Container.get(BinaryDataConfig);
	config.mode = 'filesystem';
	config.localStoragePath = folder;
	const service = Container.get(BinaryDataService);
	await service.init();
	return service;
}
