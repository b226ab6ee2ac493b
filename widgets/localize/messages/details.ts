/** The messages in English of a row's details, which load when the first row is opened. */
export const detailMessages = {
  reference: 'Reference',
  tracking: 'Tracking number',
  took: 'Took',
  tookAfter: '{span} after “{step}”',
  limit: 'limit {span}',
  happened: 'Happened',
  recorded: 'Recorded',
  laterBy: '{span} later',
  mail: 'Mail',
  yes: 'Yes',
  no: 'No',
};
