-- Before the first full backup there is nothing that a log could follow.
IF EXISTS (SELECT 1 FROM sys.database_recovery_status WHERE database_id = DB_ID(N'yixun') AND last_log_backup_lsn IS NOT NULL)
BEGIN
    DECLARE @file nvarchar(200) = N'/backup/yixun-' + FORMAT(SYSUTCDATETIME(), 'yyyyMMddTHHmmss') + N'Z.trn';
    BACKUP LOG yixun TO DISK = @file WITH CHECKSUM, INIT;
END;
