using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Data.Staff;

namespace Yixun.Cli.Admin;

/// <summary>
/// <c>./yixun admin reset-password</c>: gives an account a new random password, opens its lock and ends its sessions.
/// </summary>
internal sealed class AdminResetPasswordCommand : SiteCommand
{
    private readonly Argument<string> _account = new("account")
    {
        Description = "登录账号 (account)",
        HelpName = "ACCOUNT",
    };

    public AdminResetPasswordCommand(SiteOptions site)
        : base(
            "reset-password",
            "为账号设置新的随机密码，解除锁定并结束其登录；新密码只显示这一次 (a new random password, shown once)",
            site
        ) => Arguments.Add(_account);

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var account = parsed.GetRequiredValue(_account);
        await using var context = site.CreateContext();
        var staff =
            await context.Staff.SingleOrDefaultAsync(staff => staff.Account == account, cancellationToken)
            ?? throw new InputException($"没有账号“{account}”", $"There is no account '{account}'.");
        var password = RandomPassword.Next();
        staff.PasswordHash = PasswordHasher.Hash(password);
        staff.FailedLogins = 0;
        staff.LockedUntil = null;
        context.StaffSessions.RemoveRange(
            await context
                .StaffSessions.Where(session => session.StaffId == staff.Id)
                .ToListAsync(cancellationToken)
        );
        await context.SaveChangesAsync(cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"账号 {account} 的新密码 (new password): {password}"
        );
        return CommandLine.Done;
    }
}
