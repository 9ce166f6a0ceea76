-- The log can be backed up only in this mode, and after a full backup.
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'yixun' AND recovery_model_desc <> N'FULL')
    ALTER DATABASE yixun SET RECOVERY FULL;
DECLARE @file nvarchar(200) = N'/backup/yixun-' + FORMAT(SYSUTCDATETIME(), 'yyyyMMddTHHmmss') + N'Z.bak';
BACKUP DATABASE yixun TO DISK = @file WITH CHECKSUM, INIT;
RESTORE VERIFYONLY FROM DISK = @file WITH CHECKSUM;
