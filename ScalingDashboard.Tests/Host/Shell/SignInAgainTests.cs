using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Host.Shell;

namespace ScalingDashboard.Tests.Host.Shell;

/// <summary>An open page whose session has ended.</summary>
[Trait("Ring", "Component")]
public sealed class SignInAgainTests : BunitContext
{
    [Fact]
    public void A_page_without_session_loads_the_sign_in_page_and_remembers_where_it_was()
    {
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        navigation.NavigateTo("/?period=90d&panel=impact.savings");

        Render<SignInAgain>();

        var visit = navigation.History.First();
        visit.Uri.ShouldBe("/account/sign-in?returnUrl=%2F%3Fperiod%3D90d%26panel%3Dimpact.savings");
        visit.Options.ForceLoad.ShouldBeTrue("a circuit can not sign anyone in");
    }
}
