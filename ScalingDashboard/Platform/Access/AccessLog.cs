namespace ScalingDashboard.Platform.Access;

/// <summary>Who came and went, by id only: no e-mail address, no network address, no key.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(1200, LogLevel.Information, "Session {Session} of account {Account} began")]
    public static partial void SessionBegan(this ILogger logger, Guid session, string account);

    [LoggerMessage(1201, LogLevel.Information, "Session {Session} ended by sign-out")]
    public static partial void SessionEnded(this ILogger logger, Guid session);

    [LoggerMessage(1202, LogLevel.Information, "Session or screen {Session} is over; its open page was closed to figures")]
    public static partial void PageClosed(this ILogger logger, string session);

    [LoggerMessage(1210, LogLevel.Information, "Account {Account} created")]
    public static partial void AccountCreated(this ILogger logger, Guid account);

    [LoggerMessage(1211, LogLevel.Information, "Account {Account} got a new one-time password before its first sign-in")]
    public static partial void AccountRenewed(this ILogger logger, Guid account);

    [LoggerMessage(1212, LogLevel.Warning, "Account {Account} is locked for a while: too many wrong passwords")]
    public static partial void AccountLocked(this ILogger logger, Guid account);

    [LoggerMessage(1230, LogLevel.Information, "Screen {Screen} was paired by account {Account}")]
    public static partial void ScreenPaired(this ILogger logger, string screen, Guid account);

    [LoggerMessage(1231, LogLevel.Information, "Screen {Screen} was revoked by account {Account}")]
    public static partial void ScreenRevoked(this ILogger logger, string screen, Guid account);

    [LoggerMessage(1232, LogLevel.Information, "Screen {Screen} was given another token: its own had become old")]
    public static partial void ScreenRenewed(this ILogger logger, string screen);

    [LoggerMessage(1220, LogLevel.Information, "API key {Key} created")]
    public static partial void KeyCreated(this ILogger logger, string key);

    [LoggerMessage(1221, LogLevel.Information, "API key {Key} revoked")]
    public static partial void KeyRevoked(this ILogger logger, string key);

    [LoggerMessage(1222, LogLevel.Information, "A request with an unknown, revoked or malformed API key was refused")]
    public static partial void KeyRefused(this ILogger logger);
}
