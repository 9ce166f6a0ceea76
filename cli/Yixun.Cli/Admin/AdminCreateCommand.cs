using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Data.Model;
using Yixun.Data.Staff;

namespace Yixun.Cli.Admin;

/// <summary><c>./yixun admin create</c>: adds an administrator; a new site's first login comes from here.</summary>
internal sealed partial class AdminCreateCommand : SiteCommand
{
    private readonly Argument<string> _account = new("account")
    {
        Description = "登录账号，2 至 32 个小写字母、数字或 . _ - (account: 2 to 32 of a-z 0-9 . _ -)",
        HelpName = "ACCOUNT",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "姓名 (name)",
        HelpName = "NAME",
        DefaultValueFactory = _ => "系统管理员",
    };

    public AdminCreateCommand(SiteOptions site)
        : base(
            "create",
            "新增管理员；随机密码只显示这一次 (add an administrator; the password is shown once)",
            site
        )
    {
        Arguments.Add(_account);
        Options.Add(_name);
    }

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var account = parsed.GetRequiredValue(_account);
        var name = parsed.GetRequiredValue(_name);
        if (!AccountPattern().IsMatch(account) || name.Trim().Length is 0 or > 64)
        {
            throw new InputException(
                "账号须为 2 至 32 个小写字母、数字或 . _ -，姓名须为 1 至 64 个字符",
                "The account is 2 to 32 of a-z 0-9 . _ -, the name 1 to 64 characters."
            );
        }

        await using var context = site.CreateContext();
        if (await context.Staff.AnyAsync(staff => staff.Account == account, cancellationToken))
        {
            throw new InputException(
                $"账号“{account}”已存在；./yixun admin reset-password 可重设其密码",
                $"Account '{account}' exists; './yixun admin reset-password' gives it a new password."
            );
        }

        var password = RandomPassword.Next();
        context.Staff.Add(
            new StaffEntity
            {
                Account = account,
                Name = name.Trim(),
                PasswordHash = PasswordHasher.Hash(password),
                Role = StaffRoles.Administrator,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"已新增管理员 {account}，密码 (password): {password}"
        );
        return CommandLine.Done;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,31}\z")]
    private static partial Regex AccountPattern();
}
