using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ScalingDashboard.Platform.Access.Keys;

/// <summary>Recognises programs by <c>Authorization: Bearer sd_...</c>. A program sees all units, within its grants.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyDirectory keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Bearer = "Bearer ";

    /// <summary>Whether the request presents a key, right or wrong. It is then judged by that key and by no cookie.</summary>
    public static bool IsPresented(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresented(Request))
            return AuthenticateResult.NoResult();
        var text = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (!ApiKeyText.TryParse(text, out var presented)
            || await keys.FindAsync(presented.Value.Id, Context.RequestAborted) is not { } key
            || !presented.Value.Matches(key.Hash))
        {
            Logger.KeyRefused();
            return AuthenticateResult.Fail("The API key is unknown or revoked.");
        }
        await keys.MarkUsedAsync(key, Context.RequestAborted);
        return AuthenticateResult.Success(new(new(IdentityOf(key)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AccessAnswers.ProblemAsync(
        Context, StatusCodes.Status401Unauthorized, "API key refused",
        "The API key is unknown or revoked. List the keys with './run keys list'.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessAnswers.ProblemAsync(
        Context, StatusCodes.Status403Forbidden, "Not allowed",
        $"This API key can {string.Join(", ", Context.User.FindAll(AccessClaims.Can).Select(claim => claim.Value))}, "
        + "which is not enough for this address.");

    private static ClaimsIdentity IdentityOf(ApiKey key) => new(
        [
            new(ClaimTypes.NameIdentifier, $"key:{key.Id}"),
            new(ClaimTypes.Name, key.Name),
            new(AccessClaims.Units, UnitScope.All.ToString()),
            .. key.Grants.Select(grant => new Claim(AccessClaims.Can, grant)),
        ],
        SchemeName);
}
