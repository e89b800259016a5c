import { NodeConnectionTypes } from 'n8n-workflow';

/** Inputs and outputs of a node with one of each. */
export const MAIN_CONNECTION = [NodeConnectionTypes.Main];
