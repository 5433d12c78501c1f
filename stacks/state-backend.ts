import path from "node:path";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { Backend } from "../config/model/fleet";
import { asText } from "../modules/terraform-text";

/** Gives a stack its own state. */
export function addBackend(stack: TerraformStack, settings: Backend, projectFolder: string): void {
  const id = stack.node.id;
  const backend = asText(settings);
  switch (backend.type) {
    case "local": {
      const file = `terraform.${id}.tfstate`;
      const folder = backend.path ?? "";
      new LocalBackend(stack, {
        path: path.isAbsolute(folder)
          ? path.join(folder, file)
          : path.posix.join(projectFolder, folder, file),
      });
      return;
    }
    case "s3": {
      const { bucket, region, kmsKeyId, keyPrefix = "", useLockfile } = backend;
      const prefix = keyPrefix.replace(/^\/+|\/+$/g, "");
      const s3 = new S3Backend(stack, {
        bucket,
        region,
        kmsKeyId,
        key: `${prefix === "" ? "" : `${prefix}/`}${id}.tfstate`,
        encrypt: true,
      });
      // cdktf 0.21 does not know the argument.
      s3.addOverride("use_lockfile", useLockfile);
      return;
    }
    case "cloud": {
      const { organization, hostname, project, workspacePrefix = "" } = backend;
      new CloudBackend(stack, {
        organization,
        hostname,
        workspaces: new NamedCloudWorkspace(`${workspacePrefix}${id}`, project),
      });
      return;
    }
  }
}
