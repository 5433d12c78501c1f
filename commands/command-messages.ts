/** What commands say of their use. */

export const noHcl = (): string =>
  "cdktf writes policies wrongly as HCL; leave out --hcl and use the JSON, which Terraform takes as well";
