/**
 * With which codes the sandbox closes lines that it does not want back. Gladia does not document
 * its own; its SDK takes 4400–4499 for mistakes that must not be repeated.
 */
export const CLOSE_CODES = {
	wrongFormat: 4400,
	unknownToken: 4401,
	sessionOver: 4404,
	replaced: 4409,
};
