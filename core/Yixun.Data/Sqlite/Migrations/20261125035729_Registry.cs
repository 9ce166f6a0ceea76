using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Registry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "approved_version",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte>(
                name: "kind",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<int>(
                name: "latest_version",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "variables",
                table: "templates",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "route_rules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "template_version",
                table: "batches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "reference_revisions",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reference_revisions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "signature_documents",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    signature_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    content_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_documents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registration_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    registration_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    from_state = table.Column<byte>(type: "INTEGER", nullable: true),
                    to_state = table.Column<byte>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registration_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signature_registrations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    signature_id = table.Column<long>(type: "INTEGER", nullable: false),
                    carrier = table.Column<byte>(type: "INTEGER", nullable: false),
                    access_number = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    reject_reason = table.Column<string>(type: "TEXT", nullable: false),
                    warned_of = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signature_registrations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signatures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    systems = table.Column<string>(type: "TEXT", nullable: false),
                    license_kind = table.Column<string>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signatures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_versions",
                columns: table => new
                {
                    template_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    variables = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_versions", x => new { x.template_id, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_signature_documents_signature",
                table: "signature_documents",
                column: "signature_id");

            migrationBuilder.CreateIndex(
                name: "ix_signature_registration_changes_registration",
                table: "signature_registration_changes",
                columns: new[] { "registration_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_signature_registrations_place",
                table: "signature_registrations",
                columns: new[] { "signature_id", "carrier", "access_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_signatures_text",
                table: "signatures",
                column: "text",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_template_changes_template",
                table: "template_changes",
                columns: new[] { "template_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reference_revisions");

            migrationBuilder.DropTable(
                name: "signature_documents");

            migrationBuilder.DropTable(
                name: "signature_registration_changes");

            migrationBuilder.DropTable(
                name: "signature_registrations");

            migrationBuilder.DropTable(
                name: "signatures");

            migrationBuilder.DropTable(
                name: "template_changes");

            migrationBuilder.DropTable(
                name: "template_versions");

            migrationBuilder.DropColumn(
                name: "approved_version",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "latest_version",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "variables",
                table: "templates");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "route_rules");

            migrationBuilder.DropColumn(
                name: "template_version",
                table: "batches");
        }
    }
}
