using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yixun.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PhoneRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_phone",
                table: "messages");

            // Stored in the order of their keys: rows that are looked up by key need no second tree for it.
            migrationBuilder.Sql(
                """
                CREATE TABLE phone_entries (
                    run_id INTEGER NOT NULL,
                    phone_hash INTEGER NOT NULL,
                    message_id INTEGER NOT NULL,
                    PRIMARY KEY (run_id, phone_hash, message_id)
                ) WITHOUT ROWID;

                CREATE TABLE ordered_segments (
                    message_id INTEGER NOT NULL,
                    idx INTEGER NOT NULL,
                    total INTEGER NOT NULL,
                    channel_id TEXT NOT NULL,
                    carrier_id TEXT NULL,
                    result TEXT NULL,
                    status TEXT NULL,
                    submitted_at INTEGER NOT NULL,
                    reported_at INTEGER NULL,
                    PRIMARY KEY (message_id, idx)
                ) WITHOUT ROWID;
                INSERT INTO ordered_segments
                    SELECT message_id, idx, total, channel_id, carrier_id, result, status, submitted_at, reported_at
                    FROM message_segments ORDER BY message_id, idx;
                DROP TABLE message_segments;
                ALTER TABLE ordered_segments RENAME TO message_segments;
                CREATE INDEX ix_message_segments_carrier ON message_segments (carrier_id)
                    WHERE carrier_id IS NOT NULL;

                CREATE TABLE ordered_keys (
                    system_id INTEGER NOT NULL,
                    of_message INTEGER NOT NULL,
                    client_id TEXT NOT NULL,
                    digest BLOB NOT NULL,
                    batch_id INTEGER NOT NULL,
                    message_id INTEGER NOT NULL,
                    PRIMARY KEY (system_id, of_message, client_id)
                ) WITHOUT ROWID;
                INSERT INTO ordered_keys
                    SELECT system_id, of_message, client_id, digest, batch_id, message_id FROM client_keys;
                DROP TABLE client_keys;
                ALTER TABLE ordered_keys RENAME TO client_keys;
                """
            );

            migrationBuilder.CreateTable(
                name: "phone_runs",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    first_message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_message_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_phone_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "phone_tail",
                columns: table => new
                {
                    message_id = table.Column<long>(type: "INTEGER", nullable: false),
                    phone_hash = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_phone_tail", x => x.message_id);
                });

            migrationBuilder.Sql("INSERT INTO phone_tail SELECT id, phone_hash FROM messages;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "phone_entries");

            migrationBuilder.DropTable(
                name: "phone_runs");

            migrationBuilder.DropTable(
                name: "phone_tail");

            migrationBuilder.CreateIndex(
                name: "ix_messages_phone",
                table: "messages",
                columns: new[] { "phone_hash", "id" });
        }
    }
}
