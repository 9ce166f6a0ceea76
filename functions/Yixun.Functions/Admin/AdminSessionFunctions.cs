using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Admin;

/// <summary>Signing in and out.</summary>
public sealed partial class AdminSessionFunctions(
    StaffSessions sessions,
    ILogger<AdminSessionFunctions> logger
)
{
    public const string SignInName = "AdminSignIn";
    private const int MaximumBody = 4096;

    [Function(SignInName)]
    [ApiOperation(
        "登录管理后台",
        Tag = "管理",
        Body = typeof(SignInRequest),
        Problems = ["login_failed", "origin_refused"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已登录；会话写入 Cookie", typeof(SessionView))]
    public async Task<IResult> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/session")] HttpRequest request,
        FunctionContext context
    )
    {
        var body = await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken);
        var credentials = ApiJson.Read<SignInRequest>(body);
        var (token, session) = await sessions.SignInAsync(
            credentials.Account,
            credentials.Password,
            context.CancellationToken
        );
        request.HttpContext.Response.Cookies.Append(
            StaffAuthenticationMiddleware.CookieName,
            token,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = request.IsHttps,
                Path = "/api/admin",
            }
        );
        LogSignedIn(session.StaffId, request.HttpContext.Connection.RemoteIpAddress);
        return ApiResult.Ok(new SessionView(session.Account, session.Name, session.Role));
    }

    [Function("AdminSession")]
    [ApiOperation("当前登录者", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "当前登录者", typeof(SessionView))]
    public static IResult Current(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/session")] HttpRequest request,
        FunctionContext context
    )
    {
        var session = StaffSession.Of(context);
        return ApiResult.Ok(new SessionView(session.Account, session.Name, session.Role));
    }

    [Function("AdminSignOut")]
    [ApiOperation("退出登录", Tag = "管理")]
    [ApiResponse(StatusCodes.Status204NoContent, "已退出")]
    public async Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/session")]
            HttpRequest request,
        FunctionContext context
    )
    {
        if (request.Cookies[StaffAuthenticationMiddleware.CookieName] is { } token)
        {
            await sessions.SignOutAsync(token, context.CancellationToken);
        }

        request.HttpContext.Response.Cookies.Delete(
            StaffAuthenticationMiddleware.CookieName,
            new CookieOptions { Path = "/api/admin" }
        );
        return Results.NoContent();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} signed in from {Address}")]
    private partial void LogSignedIn(int staffId, System.Net.IPAddress? address);
}

/// <param name="Account">Account.</param>
/// <param name="Password">Password.</param>
public sealed record SignInRequest(string Account, string Password);

/// <param name="Account">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Role.</param>
public sealed record SessionView(string Account, string Name, string Role);
