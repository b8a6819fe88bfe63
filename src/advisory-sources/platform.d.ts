/** @secvisogram/csaf-validator-lib has no types of its own; what its lists of tests export is looked at as it runs. */
declare module '@secvisogram/csaf-validator-lib/*';
