import path from "node:path";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { Backend } from "../config/model/fleet";
import { addUntyped } from "../modules/untyped-arguments";

/** Gives a stack its own state. Terraform takes the strings of a backend as they are, unescaped. */
export function addBackend(stack: TerraformStack, backend: Backend, projectFolder: string): void {
  const id = stack.node.id;
  switch (backend.type) {
    case "local": {
      const file = `terraform.${id}.tfstate`;
      const folder = backend.path ?? "";
      const statePath = path.isAbsolute(folder)
        ? path.join(folder, file)
        : path.posix.join(projectFolder, folder, file);
      new LocalBackend(stack, { path: statePath });
      return;
    }
    case "s3": {
      const { bucket, region, kmsKeyId, keyPrefix = "", useLockfile } = backend;
      const prefix = keyPrefix.replace(/^\/+|\/+$/g, "");
      const key = `${prefix === "" ? "" : `${prefix}/`}${id}.tfstate`;
      const s3 = new S3Backend(stack, { bucket, region, kmsKeyId, key, encrypt: true });
      addUntyped(s3, { use_lockfile: useLockfile });
      return;
    }
    case "cloud": {
      const { organization, hostname, project, workspacePrefix = "" } = backend;
      const workspaces = new NamedCloudWorkspace(`${workspacePrefix}${id}`, project);
      new CloudBackend(stack, { organization, hostname, workspaces });
      return;
    }
  }
}
