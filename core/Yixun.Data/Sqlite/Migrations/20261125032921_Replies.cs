using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Replies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "department",
                table: "inbound_messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "extension",
                table: "inbound_messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "handled_at",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "handled_by",
                table: "inbound_messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "matched_by",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "resubscribed",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "rule_id",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "system_id",
                table: "inbound_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_events",
                table: "connected_systems",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "callback_secret_cipher",
                table: "connected_systems",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "callback_secret_id",
                table: "connected_systems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "callback_url",
                table: "connected_systems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "department",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "auto_replies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    inbound_message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<int>(type: "INTEGER", nullable: false),
                    phone_hash = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_auto_replies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "callbacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<long>(type: "INTEGER", nullable: false),
                    body_cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: true),
                    tries_until = table.Column<long>(type: "INTEGER", nullable: false),
                    last_status = table.Column<int>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_callbacks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "extensions",
                columns: table => new
                {
                    digits = table.Column<string>(type: "TEXT", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extensions", x => x.digits);
                });

            migrationBuilder.CreateTable(
                name: "reply_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    comparison = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    extension = table.Column<string>(type: "TEXT", nullable: true),
                    access_number = table.Column<string>(type: "TEXT", nullable: true),
                    valid_from = table.Column<long>(type: "INTEGER", nullable: true),
                    valid_until = table.Column<long>(type: "INTEGER", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    forward = table.Column<int>(type: "INTEGER", nullable: false),
                    forward_system_id = table.Column<int>(type: "INTEGER", nullable: true),
                    goes_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_messages_system",
                table: "inbound_messages",
                columns: new[] { "system_id", "id" },
                filter: "system_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_batches_extension",
                table: "batches",
                columns: new[] { "extension", "id" },
                filter: "extension <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_auto_replies_pending",
                table: "auto_replies",
                column: "id",
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "ix_auto_replies_phone",
                table: "auto_replies",
                columns: new[] { "phone_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_due",
                table: "callbacks",
                columns: new[] { "system_id", "next_try_at" },
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "ix_callbacks_state",
                table: "callbacks",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_callbacks_subject",
                table: "callbacks",
                columns: new[] { "subject_id", "system_id", "kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "auto_replies");

            migrationBuilder.DropTable(
                name: "callbacks");

            migrationBuilder.DropTable(
                name: "extensions");

            migrationBuilder.DropTable(
                name: "reply_rules");

            migrationBuilder.DropIndex(
                name: "ix_inbound_messages_system",
                table: "inbound_messages");

            migrationBuilder.DropIndex(
                name: "ix_batches_extension",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "department",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "extension",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "handled_at",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "handled_by",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "matched_by",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "resubscribed",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "rule_id",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "system_id",
                table: "inbound_messages");

            migrationBuilder.DropColumn(
                name: "callback_events",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_secret_cipher",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_secret_id",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "callback_url",
                table: "connected_systems");

            migrationBuilder.DropColumn(
                name: "department",
                table: "batches");
        }
    }
}
