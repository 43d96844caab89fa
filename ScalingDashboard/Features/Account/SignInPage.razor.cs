using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>The one door for people. Rendered per request, so that the cookie can be set with the answer.</summary>
public sealed partial class SignInPage
{
    private const string FormName = "sign-in";

    private string? _refusal;

    [Inject]
    private DemoInstallation Installation { get; set; } = null!;

    [Inject]
    private SignIn Command { get; set; } = null!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? Wanted { get; set; }

    [SupplyParameterFromForm(FormName = FormName)]
    private SignInForm? Form { get; set; }

    private string Target => ReturnUrl.Safe(Wanted);

    private string? Described => _refusal is null ? null : "refusal";

    protected override void OnInitialized() => Form ??= new();

    private async Task SignInAsync()
    {
        switch (await Command.RunAsync(HttpContext, Form!.Name, Form.Password))
        {
            case SignInOutcome.SignedIn:
                HttpContext.Response.Redirect(Target);
                return;
            case SignInOutcome.MustChangePassword:
                HttpContext.Response.Redirect($"{AccessAnswers.PasswordPage}?returnUrl={Uri.EscapeDataString(Target)}");
                return;
            case SignInOutcome.Throttled:
                HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                _refusal = AccountTexts.Throttled;
                return;
            case SignInOutcome.Refused:
            default:
                HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
                _refusal = AccountTexts.Refused;
                return;
        }
    }

    /// <summary>What the form sends.</summary>
    internal sealed class SignInForm
    {
        public string? Name { get; set; }

        public string? Password { get; set; }
    }
}
