import type { PreRecordedV2PiiRedactionEntityType } from '@gladiaio/sdk';
import { namedOptions } from '../engine/namedOptions';

/**
 * What can be redacted, by the API's code: sets ("All of …") that stand for a regulation or a subject,
 * and single types of data. The first words keep related entries together, and the sets on top, in the
 * sorted list.
 */
const entityNames: Record<PreRecordedV2PiiRedactionEntityType, string> = {
	APPI: 'All of APPI (Japan)',
	APPI_SENSITIVE: 'All of APPI, Sensitive Data Only (Japan)',
	CCI: 'All of CCI (Confidential Company Information)',
	CORE_ENTITIES: 'All of Core Entities',
	CPRA: 'All of CPRA (California)',
	GDPR: 'All of GDPR (European Union)',
	GDPR_SENSITIVE: 'All of GDPR, Sensitive Data Only (European Union)',
	HEALTH_INFORMATION: 'All of Health Information',
	HIPAA_SAFE_HARBOR: 'All of HIPAA Safe Harbor (United States)',
	LIDI: 'All of LIDI',
	NUMERICAL_EXCL_PCI: 'All of Numbers Except Payment Cards',
	PCI: 'All of PCI (Payment Cards)',
	QUEBEC_PRIVACY_ACT: 'All of Quebec Privacy Act (Canada)',

	CORPORATE_ACTION: 'Business: Corporate Action',
	EFFECT: 'Business: Effect',
	EVENT: 'Business: Event',
	FINANCIAL_METRIC: 'Business: Financial Metric',
	ORGANIZATION: 'Business: Organization',
	ORGANIZATION_ID: 'Business: Organization ID',
	PRODUCT: 'Business: Product',
	PROJECT: 'Business: Project',
	TREND: 'Business: Trend',

	DATE: 'Date: Date',
	DATE_INTERVAL: 'Date: Date Interval',
	DAY: 'Date: Day',
	DURATION: 'Date: Duration',
	MONTH: 'Date: Month',
	TIME: 'Date: Time',
	YEAR: 'Date: Year',

	ACCOUNT_NUMBER: 'Finance: Account Number',
	BANK_ACCOUNT: 'Finance: Bank Account',
	CREDIT_CARD: 'Finance: Credit Card',
	CREDIT_CARD_EXPIRATION: 'Finance: Credit Card Expiration Date',
	CVV: 'Finance: Credit Card Verification Code',
	MONEY: 'Finance: Amount of Money',
	ROUTING_NUMBER: 'Finance: Bank Routing Number',

	BLOOD_TYPE: 'Health: Blood Type',
	CONDITION: 'Health: Condition',
	DOSE: 'Health: Dose',
	DRUG: 'Health: Drug',
	HEALTHCARE_NUMBER: 'Health: Healthcare Number',
	INJURY: 'Health: Injury',
	MEDICAL_CODE: 'Health: Medical Code',
	MEDICAL_PROCESS: 'Health: Medical Process',
	NAME_MEDICAL_PROFESSIONAL: 'Health: Name of a Medical Professional',
	ORGANIZATION_MEDICAL_FACILITY: 'Health: Medical Facility',
	STATISTICS: 'Health: Statistics',

	DRIVER_LICENSE: 'Identity: Driver License',
	NUMERICAL_PII: 'Identity: Other Identifying Number',
	PASSPORT_NUMBER: 'Identity: Passport Number',
	SSN: 'Identity: Social Security Number',
	VEHICLE_ID: 'Identity: Vehicle ID',

	EMAIL_ADDRESS: 'Online: Email Address',
	FILENAME: 'Online: File Name',
	IP_ADDRESS: 'Online: IP Address',
	PASSWORD: 'Online: Password',
	URL: 'Online: URL',
	USERNAME: 'Online: Username',

	AGE: 'Person: Age',
	DOB: 'Person: Date of Birth',
	GENDER: 'Person: Gender',
	LANGUAGE: 'Person: Language',
	MARITAL_STATUS: 'Person: Marital Status',
	NAME: 'Person: Name',
	NAME_FAMILY: 'Person: Family Name',
	NAME_GIVEN: 'Person: Given Name',
	OCCUPATION: 'Person: Occupation',
	ORIGIN: 'Person: Origin',
	PHONE_NUMBER: 'Person: Phone Number',
	PHYSICAL_ATTRIBUTE: 'Person: Physical Attribute',
	POLITICAL_AFFILIATION: 'Person: Political Affiliation',
	RELIGION: 'Person: Religion',
	SEXUALITY: 'Person: Sexuality',
	ZODIAC_SIGN: 'Person: Zodiac Sign',

	LOCATION: 'Place: Any Location',
	LOCATION_ADDRESS: 'Place: Address',
	LOCATION_ADDRESS_STREET: 'Place: Street',
	LOCATION_CITY: 'Place: City',
	LOCATION_COORDINATE: 'Place: Coordinates',
	LOCATION_COUNTRY: 'Place: Country',
	LOCATION_STATE: 'Place: State or Region',
	LOCATION_ZIP: 'Place: Postal Code',
};

/** Options of the redaction field: sets first, then single types by group. */
export const redactionEntityOptions = namedOptions(entityNames);
