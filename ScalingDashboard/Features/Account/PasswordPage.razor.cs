using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>Where a person chooses a password; with a one-time password this is the only page that opens.</summary>
public sealed partial class PasswordPage
{
    private const string FormName = "password";

    private string? _refusal;

    [Inject]
    private ChangePassword Command { get; set; } = null!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? Wanted { get; set; }

    [SupplyParameterFromForm(FormName = FormName)]
    private PasswordForm? Form { get; set; }

    private bool IsOneTime => HttpContext.User.HasClaim(claim => claim.Type == AccessClaims.OneTimePassword);

    private string? Described => _refusal is null ? null : "refusal";

    protected override void OnInitialized() => Form ??= new();

    private async Task ChangeAsync()
    {
        _refusal = await Command.RunAsync(HttpContext, Form!.Present, Form.Next, Form.Repeated);
        if (_refusal is null)
            HttpContext.Response.Redirect(ReturnUrl.Safe(Wanted));
        else
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    /// <summary>What the form sends.</summary>
    internal sealed class PasswordForm
    {
        public string? Present { get; set; }

        public string? Next { get; set; }

        public string? Repeated { get; set; }
    }
}
