using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using ScalingDashboard.Features.Account;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Host.Shell;

/// <summary>Takes the choice of a language and leads back to the page on which it was made.</summary>
internal static class LanguageEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Languages.Address, ChooseAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ChooseAsync(HttpContext context, [FromServices] IAntiforgery forms)
    {
        // With an old token the right answer is a fresh page: the choice can be made again there.
        if (!context.Request.HasFormContentType || !await forms.IsRequestValidAsync(context))
            return Results.LocalRedirect(ReturnUrl.Home);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        LanguageSetup.Choose(context, form[Languages.ChoiceField]);
        return Results.LocalRedirect(ReturnUrl.Safe(form["returnUrl"]));
    }
}
