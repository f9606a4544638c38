-- A run that sends an e-mail for an action: its operation_id is the e-mail's; this one is the operation whose action it is.
alter table runs add column email_of text;
