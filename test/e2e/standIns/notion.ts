import { randomUUID } from 'node:crypto';
import { answerJson } from '../../support/httpServer';
import type { ServiceRequest, StandIn } from './standIn';
import { jsonOf, Refusal } from './standIn';

/** @see https://developers.notion.com/reference/request-limits */
const MAX_CHARACTERS = 2000;
const MAX_ELEMENTS = 100;
const MAX_BYTES = 500_000;

const TEXT_BLOCKS = ['paragraph', 'heading_1', 'heading_2', 'heading_3', 'bulleted_list_item'];

interface RichText {
	text?: { content?: unknown };
}

type Block = { type?: string } & Record<string, { rich_text?: RichText[] } | string | undefined>;

export interface NotionPage {
	id: string;
	url: string;
	title: string;
	/** What it was created with. */
	markdown: string;
	/** Texts of the blocks that were appended, in their order. */
	blocks: string[];
}

/** A Notion workspace with one page that is shared with the integration. */
export interface Notion extends StandIn {
	/** Address of the shared page. */
	parentUrl: string;
	/** The pages that were created in it. */
	pages: NotionPage[];
	/** Fields of the credential of type `notionApi`. */
	access: { apiKey: string };
}

function refusal(status: number, code: string, message: string): Refusal {
	return new Refusal(status, { object: 'error', status, code, message, request_id: randomUUID() });
}

const invalid = (problem: string) =>
	refusal(400, 'validation_error', `body failed validation: ${problem}`);

export function notionStandIn(): Notion {
	const access = { apiKey: 'ntn_stand-in' };
	const parentId = randomUUID();
	const pages: NotionPage[] = [];

	function createPage(request: ServiceRequest): object {
		const { parent, properties, markdown, children } = bodyOf<{
			parent?: { page_id?: string };
			properties?: { title?: RichText[] };
			markdown?: string;
			children?: Block[];
		}>(request);
		if (withDashes(parent?.page_id) !== parentId) throw notFound(parent?.page_id);
		if (markdown !== undefined && children !== undefined) {
			throw invalid('body.markdown and body.children are mutually exclusive.');
		}
		const title = textOf(properties?.title, 'body.properties.title');
		const lines = (markdown ?? '').split('\n');
		for (const line of lines) checkLength(line, 'a line of body.markdown');
		const id = randomUUID();
		const url = `https://www.notion.so/${id.replaceAll('-', '')}`;
		const blocks = blockTexts(children ?? []);
		pages.push({ id, url, title, markdown: markdown ?? '', blocks });
		const plain = [{ type: 'text', plain_text: title, text: { content: title } }];
		const titled = { title: { id: 'title', type: 'title', title: plain } };
		return { object: 'page', id, url, parent: { type: 'page_id', ...parent }, properties: titled };
	}

	function append(request: ServiceRequest, blockId: string): object {
		const page = pages.find(({ id }) => id === withDashes(blockId));
		if (!page) throw notFound(blockId);
		const { children = [] } = bodyOf<{ children?: Block[] }>(request);
		const texts = blockTexts(children);
		page.blocks.push(...texts);
		const results = children.map((block) => ({ ...block, id: randomUUID(), has_children: false }));
		return { object: 'list', results, next_cursor: null, has_more: false, type: 'block' };
	}

	return {
		hosts: ['api.notion.com'],
		access,
		parentUrl: `https://www.notion.so/Meetings-${parentId.replaceAll('-', '')}`,
		pages,
		answer(request, response) {
			const { method, headers, url } = request;
			if (headers.authorization !== `Bearer ${access.apiKey}`) {
				throw refusal(401, 'unauthorized', 'API token is invalid.');
			}
			if (!/^\d{4}-\d\d-\d\d$/.test(String(headers['notion-version']))) {
				throw refusal(400, 'missing_version', 'Notion-Version header failed validation.');
			}
			const [, blockId] = /^\/v1\/blocks\/([^/]+)\/children$/.exec(url.pathname) ?? [];
			if (method === 'POST' && url.pathname === '/v1/pages') {
				answerJson(response, 200, createPage(request));
			} else if (method === 'PATCH' && blockId !== undefined) {
				answerJson(response, 200, append(request, blockId));
			} else throw refusal(400, 'invalid_request_url', 'Invalid request URL.');
		},
	};
}

function bodyOf<T>(request: ServiceRequest): T {
	if (request.bytes.length > MAX_BYTES) throw invalid('body is larger than 500KB.');
	return jsonOf(request, refusal(400, 'invalid_json', 'Error parsing JSON body.'));
}

/** The texts of some blocks, each of which has a text. */
function blockTexts(blocks: Block[]): string[] {
	if (blocks.length > MAX_ELEMENTS) {
		throw invalid(`body.children.length should be ≤ \`100\`, instead was \`${blocks.length}\`.`);
	}
	return blocks.map((block, index) => {
		const { type = '' } = block;
		const content = block[type];
		if (!TEXT_BLOCKS.includes(type) || typeof content !== 'object') {
			throw invalid(`body.children[${index}].type is not a block with text.`);
		}
		return textOf(content.rich_text, `body.children[${index}].${type}.rich_text`);
	});
}

function textOf(parts: RichText[] | undefined, where: string): string {
	if (parts === undefined) throw invalid(`${where} should be defined, instead was \`undefined\`.`);
	if (parts.length > MAX_ELEMENTS) throw invalid(`${where}.length should be ≤ \`100\`.`);
	const texts = parts.map(({ text }, index) => {
		const content = text?.content;
		if (typeof content !== 'string') throw invalid(`${where}[${index}].text.content is no string.`);
		checkLength(content, `${where}[${index}].text.content`);
		return content;
	});
	return texts.join('');
}

function checkLength({ length }: string, where: string): void {
	if (length <= MAX_CHARACTERS) return;
	throw invalid(`${where}.length should be ≤ \`${MAX_CHARACTERS}\`, instead was \`${length}\`.`);
}

function notFound(id: string | undefined): Refusal {
	const advice = 'Make sure the relevant pages and databases are shared with your integration.';
	return refusal(404, 'object_not_found', `Could not find page with ID: ${id}. ${advice}`);
}

const withDashes = (id = ''): string =>
	id.replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
