using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Account;

/// <summary>The feature's doors: signing in and out, the own account, the people of a demo installation.</summary>
public static class AccountFeature
{
    public static IServiceCollection AddAccount(this IServiceCollection services)
    {
        services.AddSingleton<DemoInstallation>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<DecoyPassword>();
        services.AddScoped<ISeeder, DemoPeople>();
        services.AddScoped<SignIn>();
        services.AddScoped<ChangePassword>();
        return services;
    }

    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder endpoints)
    {
        // Both check the form's token themselves: with an old token the right answer is a fresh page, not an error.
        endpoints.MapPost("/account/demo/{role}", EnterDemoAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/account/sign-out", SignOutAsync).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    private static async Task<IResult> EnterDemoAsync(
        string role, HttpContext context, [FromServices] DemoInstallation installation, [FromServices] IAntiforgery forms,
        [FromServices] UserManager<User> people, [FromServices] SignInManager<User> cookies, [FromServices] ILogger<DemoInstallation> logger)
    {
        if (!installation.IsDemo || DemoRole.Find(role) is not { } demo)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Not found");
        if (!await forms.IsRequestValidAsync(context))
            return Results.LocalRedirect(AccessAnswers.SignInPage);
        if (await people.FindByNameAsync(demo.Person) is not { Demo: true } person)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Not found");
        await cookies.SignInAsync(person, isPersistent: false);
        logger.DemoEntered(role);
        return Results.LocalRedirect(ReturnUrl.Safe(context.Request.Query["returnUrl"]));
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, [FromServices] IAntiforgery forms, [FromServices] SignInManager<User> cookies)
    {
        // Another site may not sign a person out; someone whose session is over already has nothing to lose.
        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (!await forms.IsRequestValidAsync(context))
                return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The form is too old; load the page again");
            await cookies.SignOutAsync();
        }
        return Results.LocalRedirect(AccessAnswers.SignInPage);
    }
}
